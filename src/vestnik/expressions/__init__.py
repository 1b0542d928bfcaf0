"""The two languages in which builders compute values: formulas and N3. Pure: no database, network or asyncio."""
