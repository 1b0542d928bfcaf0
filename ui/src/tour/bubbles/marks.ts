import type { StepName } from "../useSteps";
import type { texts } from "./texts";

/** A place of a page that a bubble points at. `hint` is the name of its text. */
export interface Mark {
  /** The beginning of the page's address. */
  readonly page: RegExp;
  readonly target: string;
  readonly hint: keyof typeof texts;
}

// The main command of a page's head or of a form's foot, and a tab by its key.
const MAIN = "[data-mark=commands] .ant-btn-primary";
const tab = (key: string) => `[data-node-key=${key}]`;

/** What each step points at, in the order in which it is done. Only what is in sight is pointed at. */
export const MARKS: Record<StepName, readonly Mark[]> = {
  connection: [
    { page: /^\/connections$/, target: "[data-mark=create]", hint: "createConnection" },
    { page: /^\/connections\/new/, target: "#name", hint: "connectionName" },
    { page: /^\/connections\/new/, target: "#host", hint: "host" },
    { page: /^\/connections\/new/, target: "#auth_type", hint: "authType" },
    { page: /^\/connections\/new/, target: "#encryption", hint: "encryption" },
    { page: /^\/connections\/new/, target: "#sender_name", hint: "sender" },
    { page: /^\/connections\/new/, target: "[data-mark=test]", hint: "test" },
    { page: /^\/connections\/new/, target: MAIN, hint: "saveConnection" },
  ],
  route: [
    { page: /^\/routes$/, target: "[data-mark=create]", hint: "createRoute" },
    { page: /^\/routes\/new/, target: "#connection", hint: "routeConnection" },
    { page: /^\/routes\/new/, target: "#name", hint: "routeName" },
    { page: /^\/routes\/new/, target: tab("attributes"), hint: "attributesTab" },
    { page: /^\/routes\/new/, target: "[data-mark=add-request]", hint: "addAttribute" },
    { page: /^\/routes\/new/, target: tab("integration"), hint: "integrationTab" },
    { page: /^\/routes\/new/, target: "#integration_subject_template", hint: "subject" },
    { page: /^\/routes\/new/, target: "#integration_body_template", hint: "body" },
    { page: /^\/routes\/new/, target: MAIN, hint: "saveRoute" },
  ],
  template: [
    { page: /^\/templates$/, target: "[data-mark=create]", hint: "createTemplate" },
    { page: /^\/templates\/new/, target: "#title", hint: "templateTitle" },
    { page: /^\/templates\/new/, target: MAIN, hint: "saveNewTemplate" },
    { page: /^\/templates\/(?!new)/, target: tab("attributes"), hint: "templateAttributes" },
    { page: /^\/templates\/(?!new)/, target: "[data-mark=create-attributes]", hint: "createAttributes" },
    { page: /^\/templates\/(?!new)/, target: tab("buttons"), hint: "templateButtons" },
    { page: /^\/templates\/(?!new)/, target: "[data-mark=create-buttons]", hint: "createButton" },
    { page: /^\/templates\/(?!new)/, target: tab("forms"), hint: "templateForms" },
    { page: /^\/templates\/(?!new)/, target: "[data-mark=palette]", hint: "palette" },
    { page: /^\/templates\/(?!new)/, target: MAIN, hint: "saveTemplate" },
  ],
  scenario: [
    { page: /^\/scenarios$/, target: "[data-mark=create]", hint: "createScenario" },
    { page: /^\/scenarios\/new/, target: ".ant-modal #title, .ant-drawer #title", hint: "scenarioTitle" },
    { page: /^\/scenarios\/new/, target: "[data-anchor=event]", hint: "event" },
    { page: /^\/scenarios\/new/, target: "[data-mark=add-action]", hint: "addAction" },
    { page: /^\/scenarios\/new/, target: "[data-mark=check]", hint: "check" },
    { page: /^\/scenarios\/new/, target: MAIN, hint: "saveScenario" },
  ],
  record: [
    { page: /^\/records\/[^/]+$/, target: "[data-mark=create]", hint: "createRecord" },
    { page: /^\/records\/[^/]+\/new/, target: "#content form .ant-form-item", hint: "fields" },
    { page: /^\/records\/[^/]+\/new/, target: MAIN, hint: "saveRecord" },
    { page: /^\/records\/[^/]+\/(?!new)/, target: "[data-mark=press]", hint: "press" },
  ],
};
