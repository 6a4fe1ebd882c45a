/** The OpenAPI document of the service, as the tests read it. */
export interface Operation {
  operationId: string;
  summary: string;
  parameters: {
    name: string;
    in: string;
    required: boolean;
    description: string;
    schema: object;
  }[];
  requestBody?: { content: Record<string, { schema: object }> };
  tags: string[];
  security?: object[];
  responses: Record<string, ResponseObject>;
}
export interface ResponseObject {
  $ref?: string;
  description: string;
  headers?: object;
  content?: Record<string, { schema: object }>;
}
export interface Schema {
  description?: string;
  enum?: string[];
  properties?: Record<string, { description?: string }>;
}
export interface Document {
  openapi: string;
  info: { title: string; version: string };
  servers: object[];
  security: object[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, ResponseObject>;
    securitySchemes: object;
  };
}

/** The operations by their calls, such as `GET /api/v1/sessions/`. */
export const operationsOf = ({ paths }: Document): [call: string, Operation][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

/** A response, or the component that it refers to. */
export const resolveResponse = (
  { components }: Document,
  response: ResponseObject,
): ResponseObject =>
  response.$ref ? components.responses[response.$ref.split("/").at(-1)!]! : response;
