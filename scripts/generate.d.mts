export function generatedFiles(): Promise<Map<string, string>>;
export function outdatedFiles(files: Map<string, string>): string[];
