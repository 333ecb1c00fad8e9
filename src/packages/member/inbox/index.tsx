import { PageShell, Section } from '../../../ui/page-shell'

/** 消息 */
export default function InboxPage() {
  return (
    <PageShell>
      <Section title="消息" />
    </PageShell>
  )
}
