import { PageShell, Section } from '../../../ui/page-shell'

/** 卡券详情 */
export default function CouponDetailPage() {
  return (
    <PageShell>
      <Section title="卡券详情" />
    </PageShell>
  )
}
