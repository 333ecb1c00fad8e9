import { PageShell, Section } from '../../../ui/page-shell'

/** 能送到家吗 */
export default function DeliveryRangePage() {
  return (
    <PageShell>
      <Section title="能送到家吗" />
    </PageShell>
  )
}
