import { PageShell, Section } from '../../ui/page-shell'

/** 我的 */
export default function MinePage() {
  return (
    <PageShell>
      <Section title="我的" />
    </PageShell>
  )
}
