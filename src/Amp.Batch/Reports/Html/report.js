"use strict";
// All text is set as text: nothing here makes markup of what a batch brought along.
(() => {
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const closeAll = body => {
    for (const detail of body.querySelectorAll("tr.detail")) detail.remove();
    for (const button of body.querySelectorAll(".open[aria-expanded=true]")) button.setAttribute("aria-expanded", "false");
  };

  // Sorting. What has no value comes last, whichever way it goes.
  for (const table of document.querySelectorAll("table.sortable")) {
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => header.querySelector("button").addEventListener("click", () => {
      const isNumber = header.dataset.sort === "number";
      const before = header.getAttribute("aria-sort");
      const direction = before === "ascending" ? "descending" : before === "descending" ? "ascending" : isNumber ? "descending" : "ascending";
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", direction);
      const body = table.tBodies[0];
      closeAll(body);
      const sign = direction === "ascending" ? 1 : -1;
      const rows = [...body.rows].map(row => ({ row, value: row.cells[column].dataset.value ?? "" }));
      rows.sort((a, b) => {
        if (a.value === "" || b.value === "") return (a.value === "") - (b.value === "");
        return sign * (isNumber ? a.value - b.value : a.value.localeCompare(b.value, undefined, { numeric: true }));
      });
      body.append(...rows.map(item => item.row));
    }));
  }

  // Filtering.
  const cells = document.querySelector("table.cells");
  const find = document.getElementById("find");
  const outcome = document.getElementById("outcome");
  const shown = document.getElementById("shown");
  const rows = cells ? [...cells.tBodies[0].rows] : [];
  const texts = new Map();
  const filter = () => {
    closeAll(cells.tBodies[0]);
    const words = find.value.toLowerCase().split(/\s+/).filter(word => word);
    let count = 0;
    for (const row of rows) {
      if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
      const fits = (!outcome.value || row.dataset.outcome === outcome.value) && words.every(word => texts.get(row).includes(word));
      row.hidden = !fits;
      if (fits) count++;
    }
    shown.textContent = count === rows.length ? `${rows.length} ${rows.length === 1 ? "cell" : "cells"}` : `${count} of ${rows.length} cells`;
  };
  if (cells) {
    find.addEventListener("input", filter);
    outcome.addEventListener("change", filter);
    filter();
  }

  // What is inside of a cell.
  const details = new Map();
  for (const script of document.querySelectorAll("script[data-details]")) details.set(script.dataset.details, script);

  const names = { agent: "agent", thinking: "thinking", tool: "tool call", answer: "tool answer", failed: "failed", line: "output" };

  const diffOf = patch => {
    const pre = make("pre", "diff");
    pre.tabIndex = 0;
    for (const line of patch.split("\n")) {
      const kind = line.startsWith("diff --git") || line.startsWith("+++ ") || line.startsWith("--- ") ? "file"
        : line.startsWith("@@") ? "hunk" : line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "";
      pre.append(make("span", kind, line === "" ? " " : line));
    }
    return pre;
  };

  const commandsOf = (into, title, commands) => {
    if (!commands.length) return;
    into.append(make("h4", "", title));
    for (const command of commands) {
      const line = make("p");
      line.append(make("span", command.passed ? "passed" : "notpassed", command.passed ? "passed " : "failed "), make("strong", "", command.name), ` (${command.how})`);
      into.append(line);
      if (command.output) {
        const pre = make("pre", "", command.output);
        pre.tabIndex = 0;
        into.append(pre);
      }
    }
  };

  const fill = (into, data) => {
    if (data.error) into.append(make("h4", "", "What went wrong"), make("pre", "", data.error));
    commandsOf(into, "Setup", data.setup);
    commandsOf(into, "Verify", data.verify);
    into.append(make("h4", "", "Diff"));
    if (data.patch) into.append(diffOf(data.patch));
    if (data.patchNote) into.append(make("p", "hint", data.patchNote));
    into.append(make("h4", "", "Transcript"));
    if (data.transcript.length) {
      const transcript = make("div", "transcript");
      transcript.tabIndex = 0;
      for (const [kind, text] of data.transcript) {
        const entry = make("div", `entry ${kind}`);
        entry.append(make("div", "who", names[kind] ?? kind), make("div", "said", text));
        transcript.append(entry);
      }
      into.append(transcript);
    }
    if (data.transcriptNote) into.append(make("p", "hint", data.transcriptNote));
    if (data.tools.length) into.append(make("h4", "", "Tools"), make("p", "", data.tools.join(" · ")));
    if (data.prompt) into.append(make("h4", "", "Prompt"), make("pre", "", data.prompt));
    into.append(make("h4", "", "Facts"));
    const facts = make("dl", "facts");
    for (const [name, value] of data.facts) facts.append(make("dt", "", name), make("dd", "", value));
    into.append(facts);
  };

  const toggle = row => {
    const button = row.querySelector(".open");
    if (button.getAttribute("aria-expanded") === "true") {
      button.setAttribute("aria-expanded", "false");
      row.nextElementSibling?.remove();
      return;
    }
    const script = details.get(row.dataset.cell);
    if (!script) return;
    const detail = make("tr", "detail");
    const cell = make("td");
    cell.colSpan = row.cells.length;
    fill(cell, JSON.parse(script.textContent));
    detail.append(cell);
    row.after(detail);
    button.setAttribute("aria-expanded", "true");
  };

  if (cells) {
    cells.tBodies[0].addEventListener("click", event => {
      const button = event.target.closest(".open");
      if (button) toggle(button.closest("tr"));
    });
    // report.html#c-0123… opens that cell.
    const wanted = decodeURIComponent(location.hash.slice(1));
    const row = wanted && rows.find(candidate => candidate.dataset.cell === wanted);
    if (row) {
      toggle(row);
      row.scrollIntoView();
    }
  }
})();
