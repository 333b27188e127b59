// What a page loses where there is little room for its text: a sentence for each thing, with the element it is about.
() => {
  const root = document.documentElement;
  const width = root.clientWidth;
  const lost = new Set();

  const markOf = (element) =>
    element.tagName.toLowerCase() + (element.id && `#${element.id}`) + [...element.classList].map((c) => `.${c}`).join("");
  const called = (element) => {
    const text = (element.innerText || element.value || element.alt || "").trim().replace(/\s+/g, " ");
    return text ? `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}" (${markOf(element)})` : markOf(element);
  };
  const outwards = function* (element) {
    for (let around = element; around && around !== root; around = around.parentElement) yield around;
  };

  // Put away on purpose: for screen readers only, folded in, or left of the page until the focus is there.
  const isPutAway = (element, rect) =>
    !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) ||
    rect.right <= 0 || rect.bottom + scrollY <= 0 ||
    [...outwards(element)].some((around) => {
      const style = getComputedStyle(around);
      const tiny = Math.min(around.clientWidth, around.clientHeight) <= 1;
      return tiny && style.overflow !== "visible" && style.display !== "inline";
    });
  const floats = (element) =>
    [...outwards(element)].some((around) => /fixed|sticky/.test(getComputedStyle(around).position));
  const goesOffTheSide = ({ left, right }) => root.scrollWidth <= width + 1 && (left < -1 || right > width + 1);

  // The boxes that may cut off what is in an element, inmost first.
  const boxesOf = function* (element) {
    let position = "static";
    for (const box of outwards(element)) {
      const style = getComputedStyle(box);
      if (box === document.body) return;
      if (style.display === "inline" || (position === "absolute" && style.position === "static")) continue;
      yield { box, style };
      if (style.position === "fixed") return;
      position = style.position;
    }
  };
  const cutOffBy = (element, rect) => {
    let [canBeScrolledSideways, canBeScrolledDown] = [false, false];
    for (const { box, style } of boxesOf(element)) {
      canBeScrolledSideways ||= /auto|scroll/.test(style.overflowX);
      canBeScrolledDown ||= /auto|scroll/.test(style.overflowY);
      const { left, top } = box.getBoundingClientRect();
      const [x, y] = [left + box.clientLeft, top + box.clientTop];
      const beside = Math.max(x - rect.left, rect.right - x - box.clientWidth);
      const beyond = Math.max(y - rect.top, rect.bottom - y - box.clientHeight);
      if (!canBeScrolledSideways && /hidden|clip/.test(style.overflowX) && beside > 2) return box;
      // The box of a line is higher than its letters.
      if (!canBeScrolledDown && /hidden|clip/.test(style.overflowY) && beyond > rect.height / 4) return box;
    }
    return null;
  };

  const lookAtThePage = () => {
    if (root.scrollWidth <= width + 1) return;
    const reach = (element) => element.getBoundingClientRect().right;
    const widest = [...document.body.querySelectorAll("*")].reduce((a, b) => (reach(b) >= reach(a) ? b : a));
    lost.add(`the page is ${root.scrollWidth} pixels wide on a screen of ${width}, because of ${called(widest)}`);
  };

  const linesOfText = function* () {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || element.closest("script, style, noscript, select, textarea")) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      for (const rect of range.getClientRects()) if (rect.width >= 1 && !isPutAway(element, rect)) yield { element, rect };
    }
  };
  const lookAtTexts = () => {
    const whole = [];
    for (const { element, rect } of linesOfText()) {
      const box = cutOffBy(element, rect);
      if (box) lost.add(`the text ${called(element)} is cut off by ${markOf(box)}`);
      else if (goesOffTheSide(rect)) lost.add(`the text ${called(element)} goes off the side of the screen`);
      else whole.push({ element, rect, floating: floats(element) });
    }
    whole.forEach((a, index) => whole.slice(index + 1).forEach((b) => {
      if (a.element.contains(b.element) || b.element.contains(a.element) || a.floating !== b.floating) return;
      const across = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const down = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
      if (across > 4 && down > 0.4 * Math.min(a.rect.height, b.rect.height)) {
        lost.add(`the texts ${called(a.element)} and ${called(b.element)} lie over each other`);
      }
    }));
  };

  const lookAtControls = () => {
    const controls = "a[href], button, input, select, textarea, summary, [role=button], [role=link]";
    for (const control of document.querySelectorAll(controls)) {
      if (isPutAway(control, control.getBoundingClientRect())) continue;
      control.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      const [rect] = control.getClientRects();
      const hit = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
      if (![control, ...(control.labels ?? [])].some((part) => part.contains(hit))) {
        lost.add(`${called(control)} cannot be clicked: ${hit ? `${markOf(hit)} lies over it` : "it is off the screen"}`);
      } else if (goesOffTheSide(rect)) lost.add(`${called(control)} goes off the side of the screen`);
    }
  };

  scrollTo(0, 0);
  lookAtThePage();
  lookAtTexts();
  lookAtControls();
  scrollTo(0, 0);
  return [...lost];
}
