/* Draws the charts from the JSON beside them; the table below each says the same. */
(() => {
  "use strict";
  const COLOURS = ["#1c4e80", "#7a8ea3", "#8a6d3b", "#4f7a5b", "#a9a194", "#5b5a7a"];
  const INK = "#1f1e1c", QUIET = "#5f5b55", LINE = "#dedad3";

  const bars = (data) => ({
    grid: { left: 8, right: 32, top: 16, bottom: 8, containLabel: true },
    xAxis: { type: "value", minInterval: 1, axisLabel: { color: QUIET }, splitLine: { lineStyle: { color: LINE } } },
    yAxis: { type: "category", inverse: true, data: data.rows.map((row) => row.label), axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } }, axisLabel: { color: INK } },
    series: [{ type: "bar", barMaxWidth: 22, data: data.rows.map((row) => row.value), label: { show: true, position: "right", color: INK } }],
  });
  const pie = (data) => ({
    series: [{ type: "pie", radius: ["32%", "58%"], labelLine: { length: 8, length2: 6 }, itemStyle: { borderColor: "#fff", borderWidth: 2 },
      label: { color: INK, formatter: "{b}  {c}" }, data: data.rows.map((row) => ({ name: row.label, value: row.value })) }],
  });

  const draw = (figure) => {
    const source = document.getElementById(figure.dataset.chart);
    const place = figure.querySelector(".chart-drawing");
    if (!source || !place || !place.hidden || typeof echarts === "undefined") return;
    const data = JSON.parse(source.textContent);
    place.hidden = false;
    const chart = echarts.init(place);
    const font = getComputedStyle(document.body).fontFamily;
    chart.setOption({
      animation: false, color: COLOURS, textStyle: { fontFamily: font, fontSize: 13 },
      /* Tooltips as HTML carry inline styles, which the page's policy refuses. */
      tooltip: { trigger: "item", renderMode: "richText", formatter: (at) => `${at.name}  ${at.value ?? "未登记"}${data.unit}` },
      ...(data.kind === "pie" ? pie(data) : bars(data)),
    });
    chart.on("click", (at) => { const row = data.rows[at.dataIndex]; if (row && row.href) location.assign(row.href); });
    new ResizeObserver(() => chart.resize()).observe(place);
  };

  const all = () => document.querySelectorAll("figure[data-chart]").forEach(draw);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", all);
  else all();
  document.addEventListener("htmx:load", all);
})();
