import { PageShell, Section } from '../../ui/page-shell'

/** 我的卡券 */
export default function WalletPage() {
  return (
    <PageShell>
      <Section title="我的卡券" />
    </PageShell>
  )
}
