import { api, data } from "@/api/client";
import { isProblem } from "@/api/problem";
import type { components } from "@/api/schema";
import { upload } from "@/pages/records/documents/upload";
import type { StepName } from "./useSteps";

type Example = components["schemas"]["ExampleShape"];
type Piece = components["schemas"]["PieceShape"];

/** What a record's letter is written to and carries; `file` is told in the reader's language. */
export interface Sample {
  readonly login: string;
  readonly file: File;
}

/** Nobody to write to: the account has no address yet. */
export class NoAddress extends Error {}

const FOLDERS: Record<StepName, Piece["folder"]> = {
  connection: "connections",
  route: "routes",
  template: "templates",
  scenario: "scenarios",
  record: "scenarios",
};
const ORDER: readonly Piece["folder"][] = ["apps", "connections", "routes", "templates", "scenarios"];

/** Whether this step can be done for the reader: a connection leads somewhere only where the built-in mailbox runs. */
export const canBuild = (step: StepName, example: Example) => step !== "connection" || example.recipient !== null;

/** Do a step of the worked example, with what it refers to and is not there yet; the address of the page that shows it. */
export async function build(step: StepName, example: Example, sample: Sample): Promise<string> {
  const wanted = ORDER.indexOf(FOLDERS[step]);
  let made: Piece | undefined;
  let connection: string | undefined;
  for (const piece of example.pieces) {
    if (ORDER.indexOf(piece.folder) > wanted) break;
    if (piece.folder === "connections") {
      connection = example.recipient ? piece.name : await ownConnection(piece);
      if (!example.recipient) continue;
    }
    await putUnlessThere(connection ? leadingTo(connection, piece) : piece);
    made = piece;
  }
  if (step === "record") return `/records/Elpisma/${await makeRecord(example, sample)}`;
  return `/${made?.folder}/${made?.name}`;
}

async function putUnlessThere({ folder, name, body }: Piece): Promise<void> {
  const path = `/api/v1/${folder}/{name}` as "/api/v1/connections/{name}";
  try {
    await api.GET(path, { params: { path: { name } } });
  } catch (error) {
    if (!isProblem(error, 404)) throw error;
    await api.PUT(path, { params: { path: { name } }, body });
  }
}

/** The name of the connection that the reader has made, of the type that the example sends through. */
async function ownConnection(piece: Piece): Promise<string | undefined> {
  const page = await data(api.GET("/api/v1/connections", { params: { query: { limit: 50 } } }));
  return (page.items.find((one) => one.body.type === piece.body.type) ?? page.items[0])?.name;
}

/** The piece with this connection in place of the example's. */
function leadingTo(connection: string, piece: Piece): Piece {
  const replaced = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(replaced)
      : value !== null && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([key, held]) => [key, key === "connection" ? connection : replaced(held)]))
        : value;
  return { ...piece, body: replaced(piece.body) as Piece["body"] };
}

async function makeRecord({ recipient }: Example, { login, file }: Sample): Promise<string> {
  const path = { login: recipient?.login ?? login };
  if (recipient) {
    const { fullName, mbox } = recipient;
    await api.PUT("/api/v1/accounts/{login}", { params: { path }, body: { fullName, mbox } });
  }
  const account = await data(api.GET("/api/v1/accounts/{login}", { params: { path } }));
  if (!account.mbox) throw new NoAddress();
  const { id } = await upload(file, () => undefined);
  const values = { Poluchatel: account.id, Vlozhenie: [{ upload: id }] };
  const record = await data(api.POST("/api/v1/templates/{template}/records", { params: { path: { template: "Elpisma" } }, body: { values } }));
  return record.id;
}
