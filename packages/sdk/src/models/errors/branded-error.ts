interface Branded {
  readonly brand: string;
}

/**
 * Base of the errors of this package. `instanceof` works across several copies of the package in
 * one program: it compares brands, which are the same in all copies. An error has the brands of its
 * class and of its base classes.
 */
export abstract class BrandedError extends Error {
  /** The name of the class, even if a bundler renames it. */
  static readonly brand: string = "Error";
  static override [Symbol.hasInstance] = hasBrand;

  constructor(message?: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.brand;
    for (let type = new.target; type.brand; type = Object.getPrototypeOf(type)) {
      hide(this, symbolOf(type), true);
    }
  }
}

const symbolOf = ({ brand }: Branded) => Symbol.for(`syllable-sdk.${brand}`);

// Not a static method, because bundlers replace `this` in one with the class.
function hasBrand(this: Branded, value: unknown): boolean {
  // A subclass outside this package has no brand.
  return Object.hasOwn(this, "brand")
    ? symbolOf(this) in Object(value)
    : Function.prototype[Symbol.hasInstance].call(this, value);
}

/** Sets a property that is not enumerable, so that loggers do not print it. */
export function hide(target: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(target, name, { value });
}
