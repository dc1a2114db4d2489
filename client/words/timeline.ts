import type { Catalogue } from './catalogue.ts';

export const timeline = {
  'time/label': { zh: '时间轴', en: 'Timeline' },
  'time/shown': { zh: '显示的时间', en: 'Time shown' },
  'time/now': { zh: '现在 {time}', en: 'Now {time}' },
  'time/play': { zh: '播放', en: 'Play' },
  'time/pause': { zh: '暂停', en: 'Pause' },
  'time/step.back': { zh: '后退 {span}', en: 'Back {span}' },
  'time/step.forward': { zh: '前进 {span}', en: 'Forward {span}' },
  'time/speed': { zh: '速度', en: 'Speed' },
  'time/driving.wall': { zh: '实时', en: 'Live' },
  'time/driving.wall.hint': { zh: '拖动时间轴可回放', en: 'Drag to replay' },
  'time/driving.incident': { zh: '演练时钟 · 全员同步', en: 'Exercise clock, for all' },
  'time/driving.incident.paused': { zh: '演练时钟已暂停 · 全员同步', en: 'Exercise clock paused for all' },
  'time/driving.others': { zh: '演练时钟由导调控制', en: 'The director drives the clock' },
  'time/driving.replay': { zh: '回放 · 仅本屏', en: 'Replay, on this screen only' },
  'time/range.incident': { zh: '事件', en: 'Incident' },
  'time/range.typhoon': { zh: '台风', en: 'Typhoon' },
  'time/typhoon': { zh: '台风路径', en: 'Typhoon track' },
  'time/no-typhoon': { zh: '不显示台风', en: 'No typhoon' },
  'time/bar': {
    zh: '{time}：回执 {answered}，升级或重拨 {climbed}，新叫 {called}',
    en: '{time}: {answered} receipts, {climbed} redialled or escalated, {called} newly called',
  },
  'time/expired': { zh: '{time} 过期，叫应停止：{headline}', en: '{time} expired, calling stopped: {headline}' },
  'time/track': { zh: '台风路径时段', en: 'Typhoon track' },
} satisfies Catalogue;
