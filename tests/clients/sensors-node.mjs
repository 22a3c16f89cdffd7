// node sensors-node.mjs ADDRESS WRITE_KEY COUNT: sends a load by sa-sdk-node. Its submitter reports a failure and does not try again: that is left to who uses it.
import SensorsAnalytics from 'sa-sdk-node'
import { properties, steps } from './load.mjs'

const [address, writeKey, count] = process.argv.slice(2)
const tries = 50
const sensors = new SensorsAnalytics()
const submitter = new SensorsAnalytics.Submitter({ url: `${address}/sa?project=default&token=${writeKey}`, gzip: true })
const sending = []

async function send(messages) {
  for (let left = tries; ; left--) {
    try {
      return await submitter.submit(messages)
    } catch (error) {
      if (left === 0) throw error
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

sensors.inBatch({ count: 20 }).subscribe(messages => sending.push(send(messages)))
for (const { visitor, i, signsIn, isKnown } of steps(Number(count))) {
  const unknown = `san-a-${visitor}`
  const member = `san-m-${visitor}`
  if (signsIn) sensors.trackSignup(member, unknown, {})
  else sensors.track(isKnown ? member : unknown, 'load_sent', properties(i))
}
sensors.onCompleted()
await Promise.all(sending)
