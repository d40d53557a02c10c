"""Which lines of a note ask something."""

import re

MAX_QUESTION_CHARS = 120

_END = re.compile(r"[?？][\s\"'”’)】\]*]*$")
_CHINESE = re.compile(
    r"为什么|为何|为啥|什么是|是什么|是啥|有什么|做什么|指什么|什么意思|什么情况|什么区别|怎么|怎样|如何|哪些|哪种|哪个|哪几|有何|几种|多少|是否了解|是不是|有没有|能不能|会不会"
    r"|区别$|异同点?$|(?:吗|呢|么)$"
    r"|^(?:请|简单|简要|详细)*\s*(?:介绍|解释|说明|描述|阐述|说|讲|写|谈|聊|对比|比较|谈谈|聊聊|说说|讲讲|概述|推导)一下"
    r"|^(?:请|简述|谈谈|聊聊|说说|讲讲|简单介绍)"
)
_ENGLISH = re.compile(
    r"(?:how|why|what|which|what's)\b(?!ever)"
    r"|(?:explain|describe|compare|define|discuss)\s+(?:how|why|what|the|between|in)\b",
    re.IGNORECASE,
)
_STATEMENT_END = ("。", ".", ";", "；", ":", "：", ",")


def is_question(text: str) -> bool:
    """True for a text that ends with a question mark, or a short one in the form of a question."""
    text = text.strip()
    if _END.search(text[-12:]):
        return True
    if len(text) > MAX_QUESTION_CHARS // 2 or "\n" in text or text.endswith(_STATEMENT_END):
        return False
    return bool(_CHINESE.search(text) or _ENGLISH.match(text))
