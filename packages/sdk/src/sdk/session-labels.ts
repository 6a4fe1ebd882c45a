import { sessionLabelsCreate } from "../funcs/sessionLabelsCreate.js";
import { sessionLabelsGetById } from "../funcs/sessionLabelsGetById.js";
import { sessionLabelsList } from "../funcs/sessionLabelsList.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type {
  ListResponseSessionLabel,
  SessionLabel,
  SessionLabelCreate,
} from "../models/components/index.js";
import type {
  SessionLabelGetByIdRequest,
  SessionLabelsListRequest,
} from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** Ratings of sessions; never changed once given. Methods reject as those of `Sessions` do. */
export class SessionLabels extends ClientSDK {
  /**
   * Lists labels of sessions, one page at a time: `GET /api/v1/session_labels/`
   * (`session_labels_list`).
   * @param request which labels to list; `{}` for the newest 25
   */
  list(
    request: SessionLabelsListRequest,
    options?: RequestOptions,
  ): CallPromise<ListResponseSessionLabel> {
    return unwrap(sessionLabelsList(this, request, options));
  }

  /** Reads one label: `GET /api/v1/session_labels/{session_label_id}` (`session_label_get_by_id`). */
  getById(
    request: SessionLabelGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<SessionLabel> {
    return unwrap(sessionLabelsGetById(this, request, options));
  }

  /** Gives a label to a session: `POST /api/v1/session_labels/` (`session_label_create`). */
  create(request: SessionLabelCreate, options?: RequestOptions): CallPromise<SessionLabel> {
    return unwrap(sessionLabelsCreate(this, request, options));
  }
}
