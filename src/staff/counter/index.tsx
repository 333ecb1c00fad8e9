import { PageShell, Section } from '../../ui/page-shell'

/** 核销台 */
export default function CounterPage() {
  return (
    <PageShell>
      <Section title="核销台" />
    </PageShell>
  )
}
