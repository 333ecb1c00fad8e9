import { PageShell, Section } from '../../../ui/page-shell'

/** 附近门店 */
export default function StoresPage() {
  return (
    <PageShell>
      <Section title="附近门店" />
    </PageShell>
  )
}
