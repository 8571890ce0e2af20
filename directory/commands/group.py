"""`passerelle directory`: each chore is a module beside this one."""

from flask.cli import AppGroup

from directory.commands.exporting import export_file
from directory.commands.importing import import_file
from directory.commands.search import reindex, search

cli = AppGroup("directory", help="L’annuaire : chercher, importer, exporter, indexer.")
cli.add_command(search)
cli.add_command(reindex)
cli.add_command(import_file)
cli.add_command(export_file)
