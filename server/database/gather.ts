/** Thrown when so much waits already that one more would wait too long. Routes answer BUSY. */
export class Busy extends Error {}

type Waiting<Q, A> = { question: Q; answer(value: A): void; fail(error: unknown): void }

/**
 * Natural group commit: questions that arrive while one statement runs are asked together by the next.
 * No waiting time is added: the first question of a quiet moment starts at once (a linger only costs, see bench/results.md).
 * When a statement over several fails, its members are asked singly, so that one bad question spoils no other.
 * @param run answers as many questions as it was given, in their order
 * @param options.max most questions of one statement (500)
 * @param options.bound most questions waiting; beyond it `Busy` (20,000)
 */
export function gather<Q, A>(
  run: (questions: readonly Q[]) => Promise<readonly A[]>,
  options: { max?: number; bound?: number } = {},
): (question: Q) => Promise<A> {
  const max = options.max ?? 500
  const bound = options.bound ?? 20_000
  const waiting: Waiting<Q, A>[] = []
  let running = false

  async function ask(batch: Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await run(batch.map((one) => one.question))
      batch.forEach((one, i) => one.answer(answers[i] as A))
    } catch (error) {
      const [only] = batch
      if (only && batch.length === 1) only.fail(error)
      else for (const one of batch) await ask([one])
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, max)
      await ask(batch)
    }
    running = false
  }

  return (question) =>
    new Promise<A>((answer, fail) => {
      if (waiting.length >= bound) {
        fail(new Busy())
        return
      }
      waiting.push({ question, answer, fail })
      if (running) return
      running = true
      // the rest of this turn's arrivals join the first statement
      setImmediate(() => void drain())
    })
}
