/** Icon and tint of a card. A type that is not named here takes those of its group. */
import {
  BranchesOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  CopyOutlined,
  FileAddOutlined,
  FormOutlined,
  FunctionOutlined,
  InboxOutlined,
  PaperClipOutlined,
  PlayCircleOutlined,
  PlusSquareOutlined,
  RetweetOutlined,
  SelectOutlined,
  SendOutlined,
  ThunderboltOutlined,
  ToolOutlined,
  WarningOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";

export type Tint = "event" | "create" | "change" | "loop" | "context" | "send" | "variables" | "check" | "plain";

interface Look {
  readonly icon: ReactNode;
  readonly tint: Tint;
}

const LOOKS: Readonly<Record<string, Look | undefined>> = {
  button_clicked: { icon: <SelectOutlined />, tint: "event" },
  record_created: { icon: <PlusSquareOutlined />, tint: "event" },
  record_changed: { icon: <FormOutlined />, tint: "event" },
  message_received: { icon: <InboxOutlined />, tint: "event" },
  message_failed: { icon: <WarningOutlined />, tint: "event" },
  message_bounced: { icon: <WarningOutlined />, tint: "event" },
  timer: { icon: <ClockCircleOutlined />, tint: "event" },
  create_record: { icon: <FileAddOutlined />, tint: "create" },
  clone_record: { icon: <CopyOutlined />, tint: "create" },
  change_attributes: { icon: <FormOutlined />, tint: "change" },
  attach_document: { icon: <PaperClipOutlined />, tint: "change" },
  change_context: { icon: <SelectOutlined />, tint: "context" },
  change_variables: { icon: <FunctionOutlined />, tint: "variables" },
  send_message: { icon: <SendOutlined />, tint: "send" },
  check_expression: { icon: <CheckSquareOutlined />, tint: "check" },
  run_by_conditions: { icon: <BranchesOutlined />, tint: "loop" },
  repeat_by_counter: { icon: <RetweetOutlined />, tint: "loop" },
  repeat_over_objects: { icon: <RetweetOutlined />, tint: "loop" },
  start_process: { icon: <PlayCircleOutlined />, tint: "send" },
};

export const lookOf = (type: string): Look => LOOKS[type] ?? { icon: <ToolOutlined />, tint: "plain" };
export const lookOfEvent = (type: string): Look => LOOKS[type] ?? { icon: <ThunderboltOutlined />, tint: "event" };
