"""Say how to sign in to the demonstration."""

from django.core.management.base import BaseCommand

from boards.demo import sign_ins

HEADS = ("Sign-in name", "Password", "Who this is")


class Command(BaseCommand):
    """Prints the demonstration's sign-ins, and nothing at all for a real council."""

    help = "Prints the sign-in names and passwords of the demonstration; nothing where it is not loaded."

    def handle(self, **options):
        """Prints a table, one user a line."""
        rows = sign_ins.rows()
        if not rows:
            return
        wide = [max(map(len, column)) for column in zip(HEADS, *rows, strict=True)]
        self.stdout.write("Sign in to the demonstration as:")
        for row in (HEADS, tuple("-" * width for width in wide), *rows):
            self.stdout.write("  " + "  ".join(map(str.ljust, row, wide)).rstrip())
