import { PageShell, Section } from '../../ui/page-shell'

/** 领券分析 */
export default function ClaimsPage() {
  return (
    <PageShell>
      <Section title="领券分析" />
    </PageShell>
  )
}
