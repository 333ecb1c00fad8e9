import { PageShell, Section } from '../../ui/page-shell'

/** 加入团队 */
export default function JoinPage() {
  return (
    <PageShell>
      <Section title="加入团队" />
    </PageShell>
  )
}
