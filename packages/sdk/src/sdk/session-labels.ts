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

/** Ratings of sessions. Labels never change. */
export class SessionLabels extends ClientSDK {
  /**
   * Lists labels, one page at a time: `GET /api/v1/session_labels/` (`session_labels_list`).
   *
   * @param request Which labels to list. Default: `{}`, the newest 25. `limit` is at most 10,000.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the page.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401 or 403.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { items } = await sdk.sessionLabels.list({ limit: 5 });
   * ```
   */
  list(
    request?: SessionLabelsListRequest,
    options?: RequestOptions,
  ): CallPromise<ListResponseSessionLabel> {
    return unwrap(sessionLabelsList(this, request, options));
  }

  /**
   * Gets a label: `GET /api/v1/session_labels/{session_label_id}` (`session_label_get_by_id`).
   *
   * @param request Which label to get.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the label.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const label = await sdk.sessionLabels.getById({ sessionLabelId: 7 });
   * ```
   */
  getById(
    request: SessionLabelGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<SessionLabel> {
    return unwrap(sessionLabelsGetById(this, request, options));
  }

  /**
   * Adds a label to a session: `POST /api/v1/session_labels/` (`session_label_create`).
   *
   * @param request The label.
   * @param options The options of this call. Default: those of the client.
   * @returns A promise of the label with its id and time.
   * @throws {HTTPValidationError} If the service rejects the request as invalid (422).
   * @throws {SDKError} If the service returns another error status, such as 401, 403 or 404.
   * @throws {SDKValidationError} If an argument is invalid. Nothing was sent.
   * @throws {ResponseValidationError} If the response does not match the model.
   * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
   * @throws {HTTPClientError} If there is no complete response.
   * @example
   * ```ts
   * const { id } = await sdk.sessionLabels.create({
   *   sessionId: 42,
   *   type: "human-rating",
   *   code: "GOOD",
   *   userEmail: "ada@example.com",
   * });
   * ```
   */
  create(request: SessionLabelCreate, options?: RequestOptions): CallPromise<SessionLabel> {
    return unwrap(sessionLabelsCreate(this, request, options));
  }
}
