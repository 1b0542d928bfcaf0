import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useEffect, useState } from "react";

/** A search field that waits until the writer pauses. */
export function SearchBox({ value, onChange, label }: { value: string; onChange: (text: string) => void; label: string }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), 250);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <Input
      type="search"
      allowClear
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onChange(text)}
      prefix={<SearchOutlined aria-hidden />}
      placeholder={label}
      aria-label={label}
      style={{ width: 260, maxWidth: "100%" }}
    />
  );
}
