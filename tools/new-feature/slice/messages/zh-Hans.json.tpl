{
  "refusals": {
    "area-unknown": { "title": "没有这个地方", "detail": "填的区划代码不对。", "next": "请从列表中选择所在的社区或村。" },
    "not-yours": { "title": "不在您的办理范围", "detail": "您的任职不能对这件事这样做。", "next": "请联系所在地的工作人员。" },
    "wrong-step": { "title": "现在不能这样做", "detail": "这件事当前的状态不允许这一步。", "next": "请刷新页面,看看它现在的状态。" },
    "title-missing": { "title": "还没有写标题", "detail": "标题不能为空。", "next": "请用一句话写明是什么事。" },
    "outcome-missing": { "title": "还没有写结果", "detail": "办结时要写明结果。", "next": "请写一句话说明办成了什么。" }
  }
}
