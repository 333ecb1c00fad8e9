import { PageShell, Section } from '../../../ui/page-shell'

/** 项目介绍 */
export default function IntroductionPage() {
  return (
    <PageShell>
      <Section title="项目介绍" />
    </PageShell>
  )
}
