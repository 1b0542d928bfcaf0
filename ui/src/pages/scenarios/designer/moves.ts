import { at, move, split, type Action, type Path, type ScenarioBody } from "./tree";

/** Exchange an action with its neighbour in the same list. */
export function moveBy(body: ScenarioBody, path: Path, by: 1 | -1): ScenarioBody {
  const { list, index } = split(path);
  const last = (at<Action[]>(body, list)?.length ?? 0) - 1;
  if (index + by < 0 || index + by > last) return body;
  return move(body, path, list, by === 1 ? index + 2 : index - 1);
}
