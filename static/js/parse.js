/** The elements of some HTML of ours, with no document of their own yet: nothing in them has run or been fetched. */
export const parsed = (html) => [...new DOMParser().parseFromString(`<body>${html}`, "text/html").body.childNodes];
