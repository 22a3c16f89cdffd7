// What all three libraries send: visitors that begin unknown, sign in, and go on. The tests know the same rule (ClientLoad).
export const perVisitor = 20
export const unknownBefore = 8

export const properties = i => ({
  n: i,
  price: i / 4,
  words: `第${i}个 "quoted" \\ & <b> ${'🚇'.repeat(i % 3)}`,
  flag: i % 2 === 0,
  list: [`a${i}`, '红'],
})

/** The steps of a load, in order: {visitor, i} tracks, {visitor, signsIn: true} identifies. */
export function* steps(count) {
  for (let i = 0; i < count; i++) {
    const visitor = Math.floor(i / perVisitor)
    if (i % perVisitor === unknownBefore) yield { visitor, signsIn: true }
    yield { visitor, i, isKnown: i % perVisitor >= unknownBefore }
  }
}
