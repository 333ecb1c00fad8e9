import { PageShell, Section } from '../../../ui/page-shell'

/** 开业福利 */
export default function BenefitsPage() {
  return (
    <PageShell>
      <Section title="开业福利" />
    </PageShell>
  )
}
