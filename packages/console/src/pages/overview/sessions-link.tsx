import { Link } from "@tanstack/react-router";
import type { AnchorHTMLAttributes } from "react";
import type { ListSearch } from "../../filters/search.ts";

/** A link to the sessions behind a number. Without a search, only its content. */
export function SessionsLink(
  props: { search: ListSearch | undefined } & Omit<
    AnchorHTMLAttributes<HTMLAnchorElement>,
    "href" | "target"
  >,
) {
  const { search, ...rest } = props;
  if (!search) return <span {...rest} />;
  return <Link to="/sessions" search={search} {...rest} />;
}
