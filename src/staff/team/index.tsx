import { PageShell, Section } from '../../ui/page-shell'

/** 团队 */
export default function TeamPage() {
  return (
    <PageShell>
      <Section title="团队" />
    </PageShell>
  )
}
