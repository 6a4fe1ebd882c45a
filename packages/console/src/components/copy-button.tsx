import { type ReactNode, useEffect, useState } from "react";
import { Button } from "./button.tsx";
import styles from "./copy-button.module.css";
import { copyText } from "./copy-text.ts";
import { Icon } from "./icon.tsx";

const SHOWN_MS = 1_500;

/** Copies a text. For 1.5 seconds, its icon is a check and screen readers hear "Copied". */
export function CopyButton(props: { text: string; label?: string; children?: ReactNode }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(props.text));
  return (
    <>
      <Button
        kind="quiet"
        icon={!props.children}
        onPress={() => void copy()}
        {...(!props.children && { "aria-label": props.label ?? "Copy", className: styles.small })}
      >
        <Icon name={copied ? "check" : "copy"} />
        {props.children}
      </Button>
      <span className="visually-hidden" role="status">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
}
