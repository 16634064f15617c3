"""What the audience sends about questions: a new one, or a number of one that is there."""

from django import forms


class NumberField(forms.IntegerField):
    """The number of a question, or nothing."""

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=2**31 - 1, required=False)


class QuestionForm(forms.Form):
    """act=ask with item, text and nonce; or support or withdraw with a number. Length is the service's to judge."""

    act = forms.CharField(required=False)
    item = forms.IntegerField(min_value=1, max_value=32767, required=False)
    text = forms.CharField(required=False, strip=True)
    nonce = forms.UUIDField(required=False)
    support = NumberField()
    withdraw = NumberField()
