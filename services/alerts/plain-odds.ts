const PATIENCE_AT_MOST = 64;
/** So many batches by the cheaper statement are worth an attempt that wrote for nothing. */
const WORTH_A_MISS = 8;

/**
 * Whether the next batch is likely to be a plain one: as long as they are, and after as many that would have been as this stream has
 * taught. An attempt at a batch with a known alert writes for nothing, so each doubles what is asked before the next, until one pays.
 */
export class PlainOdds {
  private wouldHaveBeen = 0;
  private patience = 1;
  private fits = 0;

  get areGood(): boolean {
    return this.wouldHaveBeen >= this.patience;
  }

  /** What the full statement wrote: a batch that the plain one could have written, or not. */
  wrote(batch: 'PLAIN' | 'OTHER'): void {
    this.wouldHaveBeen = batch === 'PLAIN' ? this.wouldHaveBeen + 1 : 0;
  }

  /** What became of an attempt: written; another batch, seen in time; an alert was known, and what had been written was in vain. */
  tried(outcome: 'WRITTEN' | 'UNFIT' | 'IN_VAIN'): void {
    this.fits = outcome === 'WRITTEN' ? this.fits + 1 : 0;
    if (outcome !== 'WRITTEN') this.wouldHaveBeen = 0;
    if (outcome === 'IN_VAIN') this.patience = Math.min(this.patience * 2, PATIENCE_AT_MOST);
    if (this.fits >= WORTH_A_MISS) this.patience = 1;
  }
}
