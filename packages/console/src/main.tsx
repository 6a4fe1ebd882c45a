import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { listenForShortcuts } from "./app/keyboard.ts";
import { queryClient } from "./app/query-client.ts";
import { router } from "./app/router.tsx";
import { applyTheme } from "./app/theme.ts";
import "./tokens.css";
import "./base.css";

applyTheme();
listenForShortcuts();

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
