import { useId, useState } from "react";
import { Button } from "../../../components/button.tsx";
import { Field } from "../../../components/field.tsx";
import { PopUp } from "../../../components/pop-up.tsx";
import { Segments } from "../../../components/segments.tsx";
import styles from "./comment-dialog.module.css";
import { CODES, type Code, type Labelling } from "./use-label.ts";

/** Asks for a rating, a comment and the issues, and adds the label. */
export default function CommentDialog(props: { labelling: Labelling; onClose: () => void }) {
  const { labelling, onClose } = props;
  const present = CODES.find((code) => code === labelling.current?.code);
  const [code, setCode] = useState<Code>(present ?? "OK");
  const [comments, setComments] = useState("");
  const [issues, setIssues] = useState("");
  const id = useId();
  const save = async () => {
    const issueCategories = issues
      .split(",")
      .map((issue) => issue.trim())
      .filter(Boolean);
    try {
      await labelling.add({ code, comments: comments.trim(), issueCategories });
      onClose();
    } catch {
      // A notice says why. What was written stays.
    }
  };
  return (
    <PopUp title="Label with a comment" onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Segments
          label="Rating"
          value={code}
          onChange={setCode}
          options={CODES.map((value) => ({ id: value, name: value }))}
        />
        <div className={styles.field}>
          <label htmlFor={id}>Comment</label>
          <textarea
            id={id}
            dir="auto"
            rows={4}
            value={comments}
            onChange={({ target }) => setComments(target.value)}
          />
        </div>
        <Field
          label="Issues"
          hint="Separated by commas, such as audio, wrong answer"
          value={issues}
          onChange={({ target }) => setIssues(target.value)}
        />
        <div className={styles.actions}>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {labelling.isAdding ? "Adding…" : "Add label"}
          </Button>
        </div>
      </form>
    </PopUp>
  );
}
