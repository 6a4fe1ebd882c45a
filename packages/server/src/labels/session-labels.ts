import {
  parseBound,
  type SessionLabelCreateWire,
  SessionLabelProperties,
  type SessionLabelsListRequest,
  type SessionLabelWire,
  sessionLabelCreateModel,
  validateJson,
} from "syllable-contract";
import { InvalidInputError, NotFoundError, sessionNotFound } from "../errors.js";
import {
  ISO_8601_RANGE,
  pageFields,
  type ReadRequest,
  readFilters,
  readPaging,
} from "../lists/list-request.js";
import { completePage, MAX_BUFFERED_ITEMS, type Page, streamPage } from "../lists/page-stream.js";
import { parseRange } from "../lists/parse-range.js";
import { parseSessionId } from "../sessions/session-id.js";
import { fold } from "../store/port/fold.js";
import type { LabelFilter, LabelQuery, LabelRecord, LabelStore } from "../store/port.js";

/** The characters that only ranges contain. */
const RANGE = /[<>]|\.\./;
/** The longest label as JSON, in characters. It bounds the size of a page. */
const MAX_LENGTH = 32 * 1024;

/** The labels of sessions, which rate them. */
export class SessionLabels {
  constructor(private readonly store: LabelStore) {}

  /** A page as JSON, in pieces if it is large. `signal` aborts the list. */
  async list(
    organisation: number,
    request: ReadRequest<SessionLabelsListRequest>,
    signal?: AbortSignal,
  ): Promise<Page> {
    const query = readLabelQuery(request);
    const { fields } = request.value;
    const json = (records: readonly LabelRecord[]) => {
      const labels = records.map(toJson);
      const selected = fields ? selectFields(labels, fields) : labels;
      return Buffer.from(selected.map((label) => JSON.stringify(label)).join());
    };
    if (query.limit <= MAX_BUFFERED_ITEMS) {
      const { items, total } = await this.store.list(organisation, query, signal);
      return completePage(json(items), pageFields(query, total));
    }
    const { ids, total } = await this.store.listIds(organisation, query, signal);
    return streamPage(ids, pageFields(query, total), async (piece) =>
      json(await this.store.getMany(organisation, piece)),
    );
  }

  async get(organisation: number, labelId: string): Promise<SessionLabelWire> {
    const id = parseSessionId(labelId);
    const label = id === undefined ? undefined : await this.store.get(organisation, id);
    if (!label)
      throw new NotFoundError(`session label ${JSON.stringify(labelId.slice(0, 40))} not found`);
    return toJson(label);
  }

  async create(organisation: number, body: unknown): Promise<SessionLabelWire> {
    const errors = validateJson(sessionLabelCreateModel, body, ["body"]);
    if (errors.length > 0) throw new InvalidInputError(errors);
    const label = body as SessionLabelCreateWire;
    const length = JSON.stringify(label).length;
    if (length > MAX_LENGTH) {
      throw InvalidInputError.at(
        ["body"],
        `has ${length} characters as JSON; the limit for a label is ${MAX_LENGTH}`,
        "too_long",
      );
    }
    const created = await this.store.create(organisation, {
      session: label.session_id,
      timestamp: Date.now() * 1_000,
      type: label.type,
      code: label.code,
      userEmail: label.user_email,
      comments: label.comments ?? null,
      issueCategories: label.issue_categories ?? null,
    });
    if (!created) throw sessionNotFound(String(label.session_id));
    return toJson(created);
  }
}

const toJson = (label: LabelRecord): SessionLabelWire => ({
  id: label.id,
  timestamp: new Date(label.timestamp / 1_000).toISOString(),
  session_id: label.session,
  type: label.type,
  code: label.code,
  user_email: label.userEmail,
  ...(label.comments === null ? {} : { comments: label.comments }),
  ...(label.issueCategories === null ? {} : { issue_categories: [...label.issueCategories] }),
});

function readLabelQuery(read: ReadRequest<SessionLabelsListRequest>): LabelQuery {
  const errors = [...read.errors];
  const { SessionIdList, SessionId, Timestamp } = SessionLabelProperties;
  const orderBy = read.value.orderBy ?? Timestamp;
  const query = {
    ...readPaging(read.value, errors),
    filters: readFilters(read.value, errors, readFilter, describeExpected),
    orderBy: orderBy === SessionIdList ? SessionId : orderBy,
  };
  if (errors.length > 0) throw new InvalidInputError(errors);
  return query;
}

function readFilter(property: SessionLabelProperties, text: string): LabelFilter | undefined {
  switch (property) {
    case SessionLabelProperties.Timestamp: {
      const range = parseRange(text, parseBound);
      return range && { property, range };
    }
    case SessionLabelProperties.SessionId: {
      if (!RANGE.test(text)) return readFilter(SessionLabelProperties.SessionIdList, text);
      const range = parseRange(text, parseSessionId);
      return range && { property, range };
    }
    case SessionLabelProperties.SessionIdList: {
      const values = new Set<number>();
      for (const part of text.split(",")) {
        const id = parseSessionId(part.trim());
        if (id === undefined) return undefined;
        values.add(id);
      }
      return { property: SessionLabelProperties.SessionId, values: [...values] };
    }
    case SessionLabelProperties.UserEmail:
      return { property, values: [fold(text)] };
    default:
      return { property, values: [text] };
  }
}

function describeExpected(property: SessionLabelProperties): string {
  switch (property) {
    case SessionLabelProperties.Timestamp:
      return `${ISO_8601_RANGE}, to filter by timestamp`;
    case SessionLabelProperties.SessionId:
      return "must be one or more session ids, separated by commas, or a range, such as >=100 or 100..199, to filter by session_id";
    default:
      return `must be one or more session ids, separated by commas, to filter by ${property}`;
  }
}

/** The fields that every label of a list has. */
const REQUIRED_FIELDS = ["id", "timestamp", "session_id", "type", "code", "user_email"];

/** The labels with only the requested and the required fields. */
function selectFields(
  labels: readonly SessionLabelWire[],
  fields: readonly string[],
): Partial<SessionLabelWire>[] {
  const keys = new Set([...REQUIRED_FIELDS, ...fields]);
  return labels.map((label) =>
    Object.fromEntries(Object.entries(label).filter(([key]) => keys.has(key))),
  );
}
