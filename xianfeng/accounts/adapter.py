"""How signing in differs from the library's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from xianfeng.accounts.models import User
from xianfeng.kernel import crypto


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by the system administrator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: nobody signs up."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead on to the desk; asking for the password again would look like a refusal."""
        return "/"

    def set_password(self, user: User, password: str) -> None:
        """Store a password that its owner chose."""
        user.must_change_password = False
        super().set_password(user, password)


class SealedMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second-factor secrets are sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Return the sealed form, as hex."""
        return crypto.seal(text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret in clear."""
        return crypto.unseal(bytes.fromhex(encrypted_text))
