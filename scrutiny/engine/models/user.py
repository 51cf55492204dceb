"""Who signs in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager):
    """Makes users; there are no superusers, since roles are given per council and body."""

    def create_user(self, username, password=None, **fields):
        """Make and return a user who signs in with `username` and `password` (unusable when None)."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in; what they may do comes from their roles and memberships, not from here."""

    username = models.CharField("sign-in name", max_length=150, unique=True)
    full_name = models.CharField("full name", max_length=200)
    email = models.EmailField("e-mail", blank=True, default="")
    is_active = models.BooleanField("may sign in", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self):
        return self.full_name or self.username
