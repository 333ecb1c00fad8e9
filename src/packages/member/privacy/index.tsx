import { PageShell, Section } from '../../../ui/page-shell'

/** 隐私与数据 */
export default function PrivacyPage() {
  return (
    <PageShell>
      <Section title="隐私与数据" />
    </PageShell>
  )
}
