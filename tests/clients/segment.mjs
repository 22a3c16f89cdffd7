// node segment.mjs ADDRESS WRITE_KEY COUNT: sends a load by @segment/analytics-node.
import { Analytics } from '@segment/analytics-node'
import { properties, steps } from './load.mjs'

const [address, writeKey, count] = process.argv.slice(2)
const analytics = new Analytics({ writeKey, host: address, flushAt: 20, flushInterval: 100, maxRetries: 50 })
let failed = 0
analytics.on('error', error => {
  failed++
  console.error('gave up:', error)
})
for (const { visitor, i, signsIn, isKnown } of steps(Number(count))) {
  const anonymousId = `seg-a-${visitor}`
  const userId = `seg-m-${visitor}`
  if (signsIn) analytics.identify({ anonymousId, userId, traits: { level: visitor % 5 } })
  else analytics.track({ event: 'Load Sent', properties: properties(i), anonymousId, ...(isKnown && { userId }) })
}
await analytics.closeAndFlush({ timeout: 120_000 })
process.exit(failed === 0 ? 0 : 1)
