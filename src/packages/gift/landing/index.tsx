import { PageShell, Section } from '../../../ui/page-shell'

/** 邻居送你一张券 */
export default function GiftLandingPage() {
  return (
    <PageShell>
      <Section title="邻居送你一张券" />
    </PageShell>
  )
}
