interface Branded {
  readonly brand: string;
}

/**
 * Base of the errors of this package. A program may hold several copies of it, so `instanceof`
 * goes by brands, which all copies share: an error bears those of its class and of its bases.
 */
export abstract class BrandedError extends Error {
  /** The name of the class, whatever a bundler calls it. */
  static readonly brand: string = "Error";
  static override [Symbol.hasInstance] = bears;

  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.brand;
    for (let type = new.target; type.brand; type = Object.getPrototypeOf(type)) {
      hide(this, symbolOf(type), true);
    }
  }
}

const symbolOf = ({ brand }: Branded) => Symbol.for(`syllable-sdk.${brand}`);

// No method of the class: bundlers take `this` in a static method for the class it stands in.
function bears(this: Branded, value: unknown): boolean {
  // A class that was derived elsewhere has no brand of its own.
  return Object.hasOwn(this, "brand")
    ? symbolOf(this) in Object(value)
    : Function.prototype[Symbol.hasInstance].call(this, value);
}

/** Sets a property that loggers pass over. */
export function hide(target: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(target, name, { value });
}
