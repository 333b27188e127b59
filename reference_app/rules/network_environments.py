"""The school network environments that the guide names: their pupils log in there, not here (G2).

Where a supplier's instructions are found is the supplier's to say and changes; a school's own instructions come first.
"""

NETWORK_ENVIRONMENTS = (
    "MOO",
    "ZuluConnect",
    "XCool/Cloudwise",
    "MijnOnderwijsPortaal",
    "Ratho Portaal",
    "Prowise Go",
    "Skool/Miloo",
    "OnlineKlas",
)
