import { useState } from 'react'
import { barRoom } from '../../platform/system'
import { NavBar } from '../../ui/nav-bar'
import { PageShell } from '../../ui/page-shell'

/** 首页 */
export default function HomePage() {
  const [room] = useState(barRoom)
  return (
    <PageShell>
      <NavBar room={room} title="鲜生" />
    </PageShell>
  )
}
