import { PageShell, Section } from '../../../ui/page-shell'

/** 出示券码 */
export default function CouponCodePage() {
  return (
    <PageShell>
      <Section title="出示券码" />
    </PageShell>
  )
}
