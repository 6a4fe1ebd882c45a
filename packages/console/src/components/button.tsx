import type { ReactNode, Ref } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from "react-aria-components/Button";
import styles from "./button.module.css";
import { classes } from "./classes.ts";

export interface ButtonProps
  extends Omit<AriaButtonProps, "children" | "className" | "isDisabled"> {
  readonly children: ReactNode;
  /** `primary` is the one action of a page; `quiet` has no edge; `danger` destroys something. */
  readonly kind?: "plain" | "primary" | "quiet" | "danger" | undefined;
  /** Whether it has only an icon. It then needs an `aria-label`. */
  readonly icon?: boolean | undefined;
  /** Why it can't be pressed now. It stays focusable and has the reason as its description. */
  readonly disabledReason?: string | undefined;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button(props: ButtonProps) {
  const { kind = "plain", icon, disabledReason, className, onPress, children, ...rest } = props;
  return (
    <AriaButton
      {...rest}
      className={classes(
        styles.button,
        styles[kind],
        icon && styles.icon,
        disabledReason && styles.disabled,
        className,
      )}
      {...(disabledReason
        ? { "aria-disabled": true, "aria-description": disabledReason }
        : { onPress })}
    >
      {children}
    </AriaButton>
  );
}
