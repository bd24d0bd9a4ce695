"""The xianfeng command."""
