/** Terms that are smaller than the greatest by this logarithm do not change a sum of a million terms. */
const NEGLIGIBLE = 25;

/** The logarithm of a sum of exponentials, without overflow. */
export class LogSum {
  private greatest = Number.NEGATIVE_INFINITY;
  private sum = 0;

  add(value: number): void {
    if (value < this.greatest - NEGLIGIBLE) return;
    if (value > this.greatest) {
      this.sum = this.sum * Math.exp(this.greatest - value) + 1;
      this.greatest = value;
    } else this.sum += Math.exp(value - this.greatest);
  }

  get value(): number {
    return this.sum === 0 ? Number.NEGATIVE_INFINITY : this.greatest + Math.log(this.sum);
  }
}
