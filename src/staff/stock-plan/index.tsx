import { PageShell, Section } from '../../ui/page-shell'

/** 备货预估 */
export default function StockPlanPage() {
  return (
    <PageShell>
      <Section title="备货预估" />
    </PageShell>
  )
}
