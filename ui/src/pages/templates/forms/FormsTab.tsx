/** «Формы»: what stands where on a record's page. */
export function FormsTab() {
  return null;
}
