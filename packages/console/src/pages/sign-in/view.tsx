import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useId, useState } from "react";
import { Button } from "../../components/button.tsx";
import { classes } from "../../components/classes.ts";
import { Icon } from "../../components/icon.tsx";
import { Mark } from "../../components/mark.tsx";
import { useTitle } from "../../components/page-head.tsx";
import { ThemeSwitch } from "../../components/theme-switch.tsx";
import { explain, LINK_PROBLEM, signIn } from "./data.ts";
import { signInRoute } from "./route.tsx";
import styles from "./view.module.css";

export function SignInPage() {
  useTitle("Sign in");
  return (
    <div className={styles.page}>
      <header className={styles.brand}>
        <Mark />
        Syllable Sessions
      </header>
      <main className={styles.column}>
        <div>
          <h1 className={styles.title}>Sign in</h1>
          <p className={styles.host}>
            to <span>{location.host}</span>
          </p>
        </div>
        <KeyForm />
        <div className={styles.why} id="why">
          <p>
            Use a key with at least the read scope. Your browser stores a sign-in cookie, never the
            key. You are signed out after 8 hours of inactivity.
          </p>
          <p>
            No key yet? An administrator can create one under Keys, or on the server with{" "}
            <code>syllable keys create</code>.
          </p>
        </div>
      </main>
      <footer className={styles.foot}>
        <span>Version {__VERSION__}</span>
        <div className={styles.theme}>
          <ThemeSwitch />
        </div>
      </footer>
    </div>
  );
}

function KeyForm() {
  const id = useId();
  const router = useRouter();
  const { to, problem } = signInRoute.useSearch();
  const [key, setKey] = useState("");
  const [isShown, setShown] = useState(false);
  const attempt = useMutation({
    mutationFn: () => signIn({ api_key: key.trim() }),
    onSuccess: () => router.navigate({ href: to ?? "/sessions", replace: true }),
  });
  const error = attempt.error ? explain(attempt.error) : problem && LINK_PROBLEM;
  const isRejected = attempt.isError || undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim()) attempt.mutate();
      }}
    >
      <label htmlFor={id} className={styles.label}>
        API key
      </label>
      <div className={classes(styles.field, isRejected && styles.wrong)}>
        <input
          id={id}
          type={isShown ? "text" : "password"}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          autoComplete="current-password"
          spellCheck={false}
          required
          aria-invalid={isRejected}
          aria-describedby={`${id}-error why`}
        />
        <Button
          kind="quiet"
          icon
          aria-label={isShown ? "Hide the key" : "Show the key"}
          onPress={() => setShown(!isShown)}
        >
          <Icon name="eye" />
        </Button>
      </div>
      <p className={styles.error} id={`${id}-error`} role="alert">
        {error && (
          <>
            <Icon name="warning" />
            <span>{error}</span>
          </>
        )}
      </p>
      <Button kind="primary" type="submit" className={styles.submit}>
        {attempt.isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
